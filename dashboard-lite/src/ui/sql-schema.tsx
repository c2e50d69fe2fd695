import type { QuerySchemaAnswer } from '../wire.ts';

interface SqlSchemaProps {
  schema: QuerySchemaAnswer;
  onPick: (name: string) => void;
}

/** What can be asked; a click puts the name where the cursor is. */
export const SqlSchema = ({ schema, onPick }: SqlSchemaProps) => (
  <section class="panel sql-schema" aria-labelledby="sql-tables">
    <header class="panel-head">
      <h2 id="sql-tables">Tables</h2>
    </header>
    {schema.tables.map(({ name, about, columns }, index) => (
      <details key={name} open={index === 0}>
        <summary>
          <b>{name}</b> <small>{columns.length} columns</small>
        </summary>
        <p>{about}</p>
        <ul>
          {columns.map((column) => (
            <li key={column.name}>
              <button type="button" onClick={() => onPick(column.name)} title={`${column.name} ${column.type}`}>
                <span>{column.name}</span> <small>{column.type}</small>
              </button>
            </li>
          ))}
        </ul>
      </details>
    ))}
  </section>
);
