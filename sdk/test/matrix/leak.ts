import { parseArgs } from 'node:util';
import { startCollector } from '../browser/collector.ts';
import { startSite } from '../browser/harness.ts';
import { runSpa, SPA_BODY } from './spa-run.ts';

const HELP = `Routes and clicks through a single-page app and weighs the page eight times on the way, with the SDK and without it.

  --navigations N   (2000)
  --clicks N        (10000)
  --minutes N       spread over so long (10)
`;

const { values } = parseArgs({
  options: {
    navigations: { type: 'string', default: '2000' },
    clicks: { type: 'string', default: '10000' },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});

const KILOBYTE = 1_024;

const main = async (): Promise<void> => {
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const collector = await startCollector();
  const tag = `<script src="/t.js" data-key="pk_test" data-scripted-clicks data-host="${collector.origin}"></script>`;
  const site = await startSite(
    (path) =>
      `<!doctype html><html><head><title>t</title>${path === '/bare' ? '' : tag}</head><body>${SPA_BODY}</body></html>`,
  );
  const run = {
    navigations: Number(values.navigations),
    clicks: Number(values.clicks),
    minutes: Number(values.minutes),
  };
  process.stdout.write('| page | sample | heap KB | listeners | nodes |\n| --- | --- | --- | --- | --- |\n');
  for (const path of ['/', '/bare'])
    for (const [index, held] of (await runSpa(site.origin + path, run)).entries()) {
      const { JSHeapUsedSize, JSEventListeners, Nodes } = held;
      const name = path === '/' ? 'with' : 'without';
      const heap = Math.round(JSHeapUsedSize / KILOBYTE);
      process.stdout.write(`| ${name} | ${index + 1} | ${heap} | ${JSEventListeners} | ${Nodes} |\n`);
    }
  const views = collector.of('$page-view').length;
  process.stdout.write(`\n${views} page views and ${collector.of('$click').length} clicks arrived\n`);
  await site.close();
  await collector.close();
};

await main();
