// Where login and API are: a region, or the addresses of a mock.
const { ONETOKEN_LOGIN_URL: login, ONETOKEN_API_URL: api } = process.env;

export const place =
  login && api
    ? { endpoints: { login, api } }
    : { region: process.env['GENESYSCLOUD_REGION'] ?? 'mypurecloud.com' };
