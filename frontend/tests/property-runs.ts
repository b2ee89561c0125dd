// How the property tests choose their inputs: the same ones on every run, so that a test passes or
// fails for its code alone. EXPLORE=1, which "make fuzz" sets, draws new ones and more of them.
import fc from 'fast-check';

fc.configureGlobal(
  process.env.EXPLORE === '1' ? { numRuns: 20_000 } : { numRuns: 500, seed: 20_240_501 },
);
