import { startAccount } from './account.js';
import { startBag } from './bag.js';
import { startBilling } from './billing.js';
import { startFilter } from './filter.js';
import { startGuides } from './guides.js';
import './packing-scale.js';
import { startSorting } from './sorting.js';

startAccount();
startBag();
startBilling();
startFilter();
startGuides();
startSorting();

// Two buttons do nothing, on purpose: "Watch the packing film" and "Check a store near you". Trodden calls their clicks dead.
