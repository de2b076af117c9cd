/** One Go module at one version; `sum` is the hash that the Go checksum database holds for its zip. */
export interface ModulePin {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
}

/** The newest published state of the suite: its last tag, v0.9.0, is too old to build. */
export const runtimeTools: ModulePin = {
  path: 'github.com/opencontainers/runtime-tools',
  version: 'v0.9.1-0.20251114084447-edf4cb3d2116',
  sum: 'h1:tAKu3NkKWZYpqBSOJKwTxT1wIGueiF7gcmcNgr5pNTY=',
};

/** The specification that we implement; its text ships with the Go types. */
export const runtimeSpec: ModulePin = {
  path: 'github.com/opencontainers/runtime-spec',
  version: 'v1.3.0',
  sum: 'h1:YZupQUdctfhpZy3TM39nN9Ika5CBWT5diQ8ibYCRkxg=',
};

/** The newest release whose integration tests and helpers build here; it is the runc that they compare with. */
export const runc: ModulePin = {
  path: 'github.com/opencontainers/runc',
  version: 'v1.5.2',
  sum: 'h1:eUUowc2WJCnFYzI87C1WqRcu356Dk/wsoi90y+2wEfE=',
};
