import { createRoot } from 'react-dom/client';
import { Portal } from './shell/portal.tsx';

const place = document.getElementById('portal');
if (place !== null) createRoot(place).render(<Portal />);
