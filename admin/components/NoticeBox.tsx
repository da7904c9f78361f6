import { type NoticeMessageInState, useTranslation } from 'adminjs';
import { useEffect, useState } from 'react';
import { useDispatch, useSelector } from 'react-redux';
import { words } from './shared/words.js';

interface Notice extends NoticeMessageInState {
  body?: React.ReactNode;
}

/** Milliseconds that good news stays; what went wrong stays until it is closed. */
const stay = 10_000;

/** AdminJS's own messages come by name. A sentence is shown as it is: what somebody typed in it is no template. */
const isName = /^\w+$/;

/** What has just happened. AdminJS's own is gone after three seconds, says nothing to a screen reader and is too pale. */
export default function NoticeBox() {
  const notices = useSelector((state: { notices: Notice[] }) => state.notices);
  const isGood = ({ type }: Notice) => type !== 'error';
  return (
    <>
      <div className="o notices" role="status">
        {notices.filter(isGood).map((notice) => (
          <Message key={notice.id} notice={notice} />
        ))}
      </div>
      <div className="o notices" role="alert">
        {notices
          .filter((notice) => !isGood(notice))
          .map((notice) => (
            <Message key={notice.id} notice={notice} />
          ))}
      </div>
    </>
  );
}

function Message({ notice }: { notice: Notice }) {
  const { id, type, message, options, resourceId, body } = notice;
  const { translateMessage } = useTranslation();
  const dispatch = useDispatch();
  const [isHeld, hold] = useState(false);
  const drop = () => dispatch({ type: 'DROP_NOTICE', data: { noticeId: id } });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins again when the pointer or the focus has left it
  useEffect(() => {
    if (type === 'error' || isHeld) return;
    const timer = setTimeout(drop, stay);
    return () => clearTimeout(timer);
  }, [isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody reads
    <div
      className={`message ${type === 'error' ? 'bad' : 'good'}`}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <p>{isName.test(message) ? translateMessage(message, resourceId, options) : message}</p>
      {body}
      <button type="button" className="icon" aria-label={words.dialogs.closeNotice} onClick={drop}>
        ✕
      </button>
    </div>
  );
}
