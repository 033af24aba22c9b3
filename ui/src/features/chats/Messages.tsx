import { Paperclip } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage, ChatThread } from '../../bindings/types';
import { OutsideLink } from '../../components/OutsideLink';
import { cx } from '../../lib/cx';
import { useFormats } from '../../lib/use-formats';

/** A scrolling part takes the focus, so that keys scroll it. */
const SCROLLS = { tabIndex: 0 };

/** What was said, the newest at the foot. Strangers' words: drawn as text, never as anything else. */
export function Messages({ thread }: { thread: ChatThread }) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  const last = thread.messages.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is shown when it comes
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [last]);
  return (
    <section
      ref={box}
      {...SCROLLS}
      aria-label={t('chats.messages')}
      className="min-h-0 flex-1 overflow-y-auto px-5 py-3 outline-offset-[-2px] phone:px-4"
    >
      {thread.cut && <p className="m-0 mb-3 text-12 text-text-3">{t('chats.cut')}</p>}
      <ol className="m-0 grid list-none gap-[10px] p-0">
        {thread.messages.map((message) => (
          <Message key={message.key} message={message} />
        ))}
      </ol>
    </section>
  );
}

function Message({ message }: { message: ChatMessage }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ours = message.author === 'seller';
  return (
    <li className={cx('max-w-[86%]', ours && 'ml-auto')}>
      <div className={cx('mb-[2px] flex gap-2 text-12 text-text-3', ours && 'justify-end')}>
        <span>{t(`chats.author.${message.author}`)}</span>
        <span className="fig">{formats.date(message.sent_at, 'date_time')}</span>
      </div>
      <div
        className={cx(
          'rounded-card border border-line px-3 py-2',
          ours ? 'bg-accent-soft' : 'bg-page dark:bg-raised',
        )}
      >
        {message.text && <p className="m-0 whitespace-pre-wrap break-words text-14">{message.text}</p>}
        {message.files.map((file) => (
          <File key={file} file={file} />
        ))}
      </div>
    </li>
  );
}

/** A file that was sent along: a link where its address is public, else its name. */
function File({ file }: { file: string }) {
  const name = file.split('/').at(-1) || file;
  if (/^https:\/\//.test(file)) return <OutsideLink href={file}>{name}</OutsideLink>;
  return (
    <span className="flex items-center gap-1 break-all text-12 text-text-2">
      <Paperclip size={12} aria-hidden="true" />
      {name}
    </span>
  );
}
