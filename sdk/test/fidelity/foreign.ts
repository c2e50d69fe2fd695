/** Pages that nobody wrote for us: themes as their packages ship them, at a fixed version. */
export interface Foreign {
  name: string;
  pack: string;
  version: string;
  /** The page inside the package. */
  file: string;
}

export const FOREIGN: readonly Foreign[] = [
  { name: 'theme: shop', pack: 'startbootstrap-shop-homepage', version: '5.0.6', file: 'package/dist/index.html' },
  { name: 'theme: admin tables', pack: 'startbootstrap-sb-admin', version: '7.0.7', file: 'package/dist/tables.html' },
  { name: 'theme: admin start', pack: 'startbootstrap-sb-admin', version: '7.0.7', file: 'package/dist/index.html' },
  { name: 'theme: portfolio', pack: 'startbootstrap-freelancer', version: '7.0.7', file: 'package/dist/index.html' },
  { name: 'theme: agency', pack: 'startbootstrap-agency', version: '7.0.12', file: 'package/dist/index.html' },
];
