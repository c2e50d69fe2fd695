export type { Delivery, DeliveryReport } from './delivery.ts';
export { createDelivery } from './delivery.ts';
