export { CONFIG, configHeard } from './config.ts';
export { startCourier } from './courier.ts';
