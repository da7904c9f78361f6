import { useEffect, useRef, useState } from 'react';
import { words } from '../shared/words.js';
import { useTools } from './context.js';
import { type Device, type Looked, useFrame } from './previewing.js';
import { texts } from './texts.js';

const say = words.preview;
/** CSS pixels of what is shown, which is then scaled to fit. */
const widths: Record<Device, number> = { phone: 390, desktop: 1024 };

interface Props {
  flow: string;
  looked?: Looked;
  device: Device;
  setDevice(device: Device): void;
  close(): void;
}

/** Beside the columns the wizard itself, over the draft as it is saved. */
export function Preview({ flow, looked, device, setDevice, close }: Props) {
  const { state } = useTools();
  const { frame, place, tell, stand, again, onLoad } = useFrame(state.board, looked);
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const width = widths[device];
  const scale = Math.min(1, size.width / width) || 1;
  const url = `/admin/preview/flows/${flow}`;
  return (
    <aside
      className={`builder-preview ${device}`}
      aria-label={say.title}
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <div className="drawer-head">
        <h2 className="grow" tabIndex={-1} data-focus="preview-title">
          {say.title}
        </h2>
        <button type="button" onClick={close}>
          {say.close}
        </button>
      </div>
      <p className="muted">{say.help}</p>
      <div className="row">
        <fieldset className="device">
          <legend className="visually-hidden">{say.width}</legend>
          {(['phone', 'desktop'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="preview-device" checked={device === one} onChange={() => setDevice(one)} />
              {say[one]}
            </label>
          ))}
        </fieldset>
        <Places place={place} onGo={(to) => tell({ is: 'go', place: to })} />
        <button type="button" onClick={() => tell({ is: 'restart' })}>
          {say.frame.startAgain}
        </button>
        <a href={url} target="_blank" rel="noopener">
          {say.ownTab}
        </a>
      </div>
      <div className="stage" ref={stage}>
        <Standing stand={stand} again={again} />
        {stand !== 'failed' && (
          <iframe
            ref={frame}
            title={say.title}
            src={url}
            onLoad={onLoad}
            style={{
              width,
              height: size.height / scale,
              left: (size.width - width * scale) / 2,
              transform: `scale(${scale})`,
            }}
          />
        )}
      </div>
    </aside>
  );
}

/** Says while there is nothing to see that it is coming, or that it does not. */
function Standing({ stand, again }: { stand: 'loading' | 'ready' | 'failed'; again(): void }) {
  if (stand === 'ready') return null;
  if (stand === 'loading') return <p role="status">{words.lists.loading}</p>;
  return (
    <>
      <p role="alert">{say.failed}</p>
      <button type="button" onClick={again}>
        {texts.again}
      </button>
    </>
  );
}

/** Where one is in the wizard, and the way to anywhere else in it. */
function Places({ place, onGo }: { place: string; onGo(place: string): void }) {
  const { board } = useTools().state;
  return (
    <span className="places">
      <label htmlFor="preview-place">{say.frame.goTo}</label>
      <select id="preview-place" className="short" value={place} onChange={({ target }) => onGo(target.value)}>
        <option value="account/">{say.frame.account}</option>
        {board.pages.map(({ key, title }, index) => (
          <option key={key} value={key}>
            {index + 1}. {title}
          </option>
        ))}
        <option value="review/">{say.frame.review}</option>
        {place === 'done/' && <option value="done/">{say.frame.done}</option>}
      </select>
    </span>
  );
}

/** How much room there is, in CSS pixels. */
function useSize(element: { current: HTMLElement | null }) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
