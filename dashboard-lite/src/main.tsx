import { render } from 'preact';
import { App } from './app.tsx';
import { followProject, openSession } from './session.ts';
import { startTheme } from './theme.ts';

startTheme();
void openSession();
followProject();
const root = document.querySelector('#root');
if (root) render(<App />, root);
