import { render } from 'preact';
import { App } from './app.tsx';
import { openSession } from './session.ts';
import { startTheme } from './theme.ts';

startTheme();
void openSession();
const root = document.querySelector('#root');
if (root) render(<App />, root);
