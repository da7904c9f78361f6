import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { Broken } from './screens/broken.js';
import './styles.css';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <Broken>
      <App />
    </Broken>,
  );
