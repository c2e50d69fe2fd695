import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { enter, refusal } from '../session.ts';
import { Mark } from '../ui/mark.tsx';
import { Trouble } from '../ui/notice.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

/** The door: the link of the terminal, or the secret key. */
export const SignIn = () => {
  const busy = useSignal(false);
  useEffect(() => {
    document.title = 'Sign in · Trodden';
  }, []);

  const submit = async (form: HTMLFormElement) => {
    const key = new FormData(form).get('secret_key');
    if (typeof key !== 'string' || key.trim() === '') return;
    busy.value = true;
    await enter({ secret_key: key.trim() });
    busy.value = false;
  };

  return (
    <main class="door">
      <svg class="door-trail" viewBox="0 0 800 600" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <path d="M-20 560C140 520 120 380 280 380s150 110 300 60 60-210 130-270 90-60 130-80" />
        <path d="M-20 300c100-10 130-120 260-130s150 90 260 60 110-150 320-210" />
      </svg>
      <div class="door-card">
        <p class="brand">
          <Mark />
          <span>Trodden</span>
        </p>
        <h1>See where people really walk.</h1>
        {refusal.value && <Trouble error={refusal.value} />}
        <p>
          Open the <strong>sign-in link</strong> that the server printed in its terminal. It works once.
        </p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit(event.currentTarget);
          }}
        >
          <label for="secret-key">Or use a secret key</label>
          <input
            id="secret-key"
            name="secret_key"
            type="password"
            autocomplete="current-password"
            placeholder="sk_…"
            spellcheck={false}
            required
          />
          <button type="submit" class="button primary" disabled={busy.value}>
            {busy.value ? 'Signing in…' : 'Sign in'}
          </button>
        </form>
        <div class="door-foot">
          <ThemeSwitch />
        </div>
      </div>
    </main>
  );
};
