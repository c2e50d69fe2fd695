import { formatCount } from '../format.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const EVERY_HOURS = 6;
/** A Monday, for its name and those of the days after it. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' });

/** Clicks by hour of the week, darker where there are more. */
export const HourGrid = ({ hours }: { hours: readonly (readonly [number, number, number])[] }) => {
  const counts = new Map(hours.map(([day, hour, clicks]) => [day * 24 + hour, clicks]));
  const most = Math.max(1, ...counts.values());
  return (
    <table class="hours">
      <thead>
        <tr>
          <td />
          {HOURS.map((hour) => (
            <th key={hour} scope="col">
              {hour % EVERY_HOURS === 0 ? hour : <span class="unseen">{hour}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day) => {
          const name = weekday.format(MONDAY_MS + (day - 1) * DAY_MS);
          return (
            <tr key={day}>
              <th scope="row">{name}</th>
              {HOURS.map((hour) => {
                const clicks = counts.get(day * 24 + hour) ?? 0;
                return (
                  <td key={hour} title={`${name} ${hour}:00, ${formatCount(clicks)} clicks`}>
                    <span style={{ '--heat': `${Math.round((clicks / most) * 100)}%` }}>
                      <span class="unseen">{formatCount(clicks)}</span>
                    </span>
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
