export { configHeard } from './config.ts';
export { startCourier } from './courier.ts';
