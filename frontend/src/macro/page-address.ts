import { createContext } from 'react';

/** PageAddress is the address of the page with the macro, undefined where the platform names none. */
export const PageAddress = createContext<string | undefined>(undefined);
