export { erasePerson } from './erase-person.ts';
export { exportPerson } from './export-person.ts';
export type { Job } from './jobs.ts';
export { createJobs } from './jobs.ts';
export type { Person } from './person.ts';
