// The inputs of property tests are the same on every run, so that a test depends on its code alone.
// EXPLORE=1, which "make fuzz" sets, generates new and more inputs.
import fc from 'fast-check';

fc.configureGlobal(
  process.env.EXPLORE === '1' ? { numRuns: 20_000 } : { numRuns: 500, seed: 20_240_501 },
);
