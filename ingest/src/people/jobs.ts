import { randomUUID } from 'node:crypto';

export interface Job<Result> {
  job_id: string;
  state: 'running' | 'done' | 'failed';
  /** 0 to 1. */
  progress: number;
  result: Result | null;
}

/** Finished jobs that somebody may still ask for. */
const KEPT_JOBS = 200;

/** Work that takes longer than a request, and what became of it. Each project sees its own. */
export function createJobs<Result>() {
  const jobs = new Map<string, { project: string; job: Job<Result> }>();
  return {
    start(
      project: string,
      work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
      onFailure: (error: unknown) => void,
    ): Job<Result> {
      const job: Job<Result> = { job_id: randomUUID(), state: 'running', progress: 0, result: null };
      jobs.set(job.job_id, { project, job });
      for (const oldest of jobs.keys()) {
        if (jobs.size <= KEPT_JOBS) break;
        jobs.delete(oldest);
      }
      work((done, total) => {
        job.progress = total === 0 ? 1 : done / total;
      }).then(
        (result) => Object.assign(job, { state: 'done', progress: 1, result }),
        (error) => {
          job.state = 'failed';
          onFailure(error);
        },
      );
      return job;
    },
    find(project: string, id: string): Job<Result> | undefined {
      const found = jobs.get(id);
      return found?.project === project ? found.job : undefined;
    },
  };
}
