import { createRoot } from 'react-dom/client';
import type { Told } from '../../../admin/preview-messages.js';
import { standIn } from '../state/doorstep.js';
import { keepIn } from '../state/storages.js';
import '../styles.css';
import { holdHistory } from './frames.js';
import { memory } from './memories.js';
import { Preview } from './preview.js';
import { Visit } from './visits.js';

const told = JSON.parse(document.getElementById('told')?.textContent ?? '') as Told;
const visit = new Visit(told.preview);
standIn(visit.client);
keepIn(memory());
holdHistory();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Preview {...told} visit={visit} />);
