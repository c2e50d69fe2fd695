export type { Delivery, DeliveryReport } from './delivery.ts';
export { createDelivery } from './delivery.ts';
export type { Circumstances } from './queue.ts';
