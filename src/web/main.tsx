import { render } from 'preact';
import { startSession } from './session/session.ts';
import { App } from './shell/app.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/shell.css';
import './styles/map.css';
import './styles/print.css';

startSession();
const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
page.replaceChildren();
render(<App />, page);
