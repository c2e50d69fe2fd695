const countries = new Intl.DisplayNames(undefined, { type: 'region' });
const CODE = /^[A-Z]{2}$/;

/** In the viewer's language; what is no code stays as it is. */
export const countryName = (code: string): string =>
  CODE.test(code) ? (countries.of(code) ?? code) : code || 'Unknown';

export const regionName = (country: string, region: string): string =>
  region ? `${region}, ${countryName(country)}` : countryName(country);
