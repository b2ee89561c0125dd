import { boot } from '../ui/boot';
import { App } from './app';

void boot(<App />);
