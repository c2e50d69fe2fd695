export { startCourier } from './courier.ts';
