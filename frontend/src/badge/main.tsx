import { App } from '../macro/app';
import { boot } from '../ui/boot';

void boot(<App inline />);
