// node-flags.ts - what api and worker are started with, here, in the images and where they are measured.

/** Most of what a request makes is gone when it is answered: a larger nursery collects it a quarter as often. */
export const NODE_FLAGS = ['--no-warnings', '--max-semi-space-size=64'] as const;
