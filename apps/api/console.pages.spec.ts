import { policyOf } from './console.pages';

describe("the console's policy", () => {
  it('lets nothing in from elsewhere', () => expect(policyOf(undefined)).not.toMatch(/https?:|\*/));

  it('lets in images from the one origin of the tiles that were set, and nothing else from there', () => {
    const policy = policyOf('https://tiles.example:8443/osm/{z}/{x}/{y}.png');
    expect(policy.split('; ').filter((rule) => /https?:/.test(rule))).toEqual(["img-src 'self' data: blob: https://tiles.example:8443"]);
  });
});
