import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from './config.ts';

describe('readConfig', () => {
  it('has a default for everything', () => {
    const { dataDir, ...rest } = readConfig({});
    expect(dataDir).toMatch(/\/\.trodden$/);
    expect(rest).toEqual({
      port: 4400,
      host: '127.0.0.1',
      publicKey: undefined,
      secretKey: undefined,
      origins: [],
      rateLimit: 3000,
      sharedRates: false,
      trustProxy: false,
      publicUrl: undefined,
      clickhouseUrl: undefined,
      cluster: undefined,
      insertQuorum: 'auto',
      logLevel: 'info',
    });
  });

  it('reads every setting that the help names', () => {
    const values: Record<string, string> = {
      PORT: '0',
      HOST: '::1',
      TRODDEN_DATA_DIR: '/data',
      TRODDEN_PUBLIC_KEY: `pk_${'a'.repeat(16)}`,
      TRODDEN_SECRET_KEY: `sk_${'b'.repeat(16)}`,
      TRODDEN_ORIGINS: 'https://a.example, http://localhost:3000,',
      TRODDEN_RATE_LIMIT: '0',
      TRODDEN_SHARED_RATES: 'on',
      TRODDEN_TRUST_PROXY: 'loopback',
      TRODDEN_PUBLIC_URL: 'https://t.example/',
      CLICKHOUSE_URL: 'http://u:p@h:8123/db, https://u:p@i:8443/db',
      TRODDEN_CLUSTER: 'main',
      TRODDEN_INSERT_QUORUM: '2',
      TRODDEN_LOG_LEVEL: 'debug',
    };
    expect(Object.keys(values).sort()).toEqual(SETTINGS.map(([name]) => name).sort());
    expect(readConfig(values)).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/data',
      publicKey: 'pk_aaaaaaaaaaaaaaaa',
      secretKey: 'sk_bbbbbbbbbbbbbbbb',
      origins: ['https://a.example', 'http://localhost:3000'],
      rateLimit: 0,
      sharedRates: true,
      trustProxy: 'loopback',
      publicUrl: 'https://t.example',
      clickhouseUrl: 'http://u:p@h:8123/db,https://u:p@i:8443/db',
      cluster: 'main',
      insertQuorum: '2',
      logLevel: 'debug',
    });
  });

  it.each([
    ['off', false],
    ['0', false],
    ['true', true],
    ['2', 2],
    ['10.0.0.0/8, loopback', '10.0.0.0/8, loopback'],
  ])('trusts proxies as Express does: %s', (value, expected) => {
    expect(readConfig({ TRODDEN_TRUST_PROXY: value }).trustProxy).toBe(expected);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['TRODDEN_RATE_LIMIT', '1.5'],
    ['TRODDEN_PUBLIC_KEY', 'sk_aaaaaaaaaaaaaaaa'],
    ['TRODDEN_SECRET_KEY', 'sk_short'],
    ['TRODDEN_ORIGINS', 'example.com'],
    ['TRODDEN_ORIGINS', 'https://example.com/path'],
    ['TRODDEN_TRUST_PROXY', 'everybody'],
    ['CLICKHOUSE_URL', 'localhost:8123'],
    ['CLICKHOUSE_URL', 'http://a:8123/one,http://b:8123/two'],
    ['TRODDEN_INSERT_QUORUM', 'most'],
    ['TRODDEN_CLUSTER', "a' b"],
    ['TRODDEN_LOG_LEVEL', 'loud'],
  ])('says which variable is wrong, and never what a secret one holds: %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `));
    if (/KEY|URL/.test(name)) expect(() => readConfig({ [name]: value })).not.toThrow(value);
  });

  it('names all wrong variables at once', () => {
    expect(() => readConfig({ PORT: 'x', TRODDEN_RATE_LIMIT: 'y' })).toThrow(/^PORT: .*\nTRODDEN_RATE_LIMIT: /);
  });

  it('counts an empty variable as not set', () => {
    expect(readConfig({ PORT: '', CLICKHOUSE_URL: '' }).port).toBe(4400);
  });
});
