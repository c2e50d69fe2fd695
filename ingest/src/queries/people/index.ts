export { findPerson } from './find-person.ts';
export type { PeoplePosition, PersonKind } from './list-people.ts';
export { listPeople } from './list-people.ts';
export { personEvents, personSessions, personSpan } from './person-timeline.ts';
