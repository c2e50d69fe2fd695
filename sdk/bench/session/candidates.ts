import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Candidate {
  name: string;
  /** What stands in the page's head. */
  head: string;
  /** The file behind a path of the candidate's own. */
  file?: (path: string) => Buffer | undefined;
}

const readIn = (folder: string, prefix: string) => (path: string) => {
  const name = join(folder, path.slice(prefix.length));
  return path.startsWith(prefix) && !path.includes('..') && existsSync(name) ? readFileSync(name) : undefined;
};

/** A built script tag, `name=folder[,attributes]`, such as `ours=sdk/dist` or `bare=sdk/dist,data-without="vitals exposures"`. */
export const buildOf = (given: string): Candidate => {
  const [, name = 'ours', folder = '', attributes = ''] = /^(\w+)=([^,]+),?(.*)$/.exec(given) ?? [];
  const prefix = `/build/${name}/`;
  return {
    name,
    head: `<script async src="${prefix}t.js" data-key="pk_bench" ${attributes}></script>`,
    file: readIn(folder, prefix),
  };
};

/** Peers that are installed in a `node_modules`, as their makers mean them to be used for page views and clicks. */
export const peersIn = (modules: string): Candidate[] => {
  const posthog = `posthog.init('phc',{api_host:location.origin,opt_out_useragent_filter:true,capture_pageview:'history_change',disable_session_recording:true,disable_surveys:true,advanced_disable_flags:true,rate_limiting:{events_per_second:5000,events_burst_limit:50000}})`;
  const clarity = `clarity('start',{projectId:'bench',upload:'/clarity',track:true,content:true})`;
  const plausible = `import{init}from'/peer/plausible/plausible.js';init({domain:'bench.test',endpoint:location.origin+'/api/event',captureOnLocalhost:true,outboundLinks:true,formSubmissions:true})`;
  const known: [name: string, folder: string, head: string][] = [
    ['posthog', 'posthog-js/dist', `<script src="/peer/posthog/array.js"></script><script>${posthog}</script>`],
    ['clarity', 'clarity-js/build', `<script src="/peer/clarity/clarity.min.js"></script><script>${clarity}</script>`],
    ['plausible', '@plausible-analytics/tracker', `<script type="module">${plausible}</script>`],
  ];
  return known.flatMap(([name, folder, head]) =>
    existsSync(join(modules, folder)) ? [{ name, head, file: readIn(join(modules, folder), `/peer/${name}/`) }] : [],
  );
};
