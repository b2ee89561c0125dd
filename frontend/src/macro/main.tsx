import { boot } from '../ui/boot';
import { App } from './app';
import './page.css';

void boot(<App />);
