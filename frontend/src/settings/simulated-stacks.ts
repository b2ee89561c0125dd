import { createContext } from 'react';

/** SimulatedStacks is whether a simulation stands for every stack, so that no link leads to one. */
export const SimulatedStacks = createContext(false);
