import { formatCount } from '../format.ts';
import type { AuthOverview } from '../wire.ts';

const PARTS = [
  ['signed_in', 'With an account'],
  ['guests', 'Guest accounts'],
  ['without_account', 'Browsers without any'],
] as const;

/** Who the visitors are to the app. */
export const SignInPanel = ({ auth }: { auth: AuthOverview | undefined }) => {
  const most = Math.max(1, ...PARTS.map(([name]) => auth?.[name] ?? 0));
  return (
    <section class="panel breakdown" aria-labelledby="panel-auth" aria-busy={auth === undefined}>
      <header class="panel-head">
        <h2 id="panel-auth">Signed in or not</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([name, label]) => (
            <tr key={name}>
              <th scope="row" style={{ '--share': `${((auth?.[name] ?? 0) / most) * 100}%` }}>
                <span>{label}</span>
              </th>
              <td>{auth ? formatCount(auth[name]) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {auth && (
        <p class="nothing">
          {formatCount(auth.sign_ins)} sign-ins and {formatCount(auth.sign_outs)} sign-outs in this time.
        </p>
      )}
    </section>
  );
};
