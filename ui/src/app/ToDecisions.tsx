import { Navigate } from '@tanstack/react-router';
import { useSession } from '../backend/session';

/** Where decisions wait: the reviews, or the questions where only those wait. The app draws pages once the session is known. */
export function ToDecisions() {
  const counts = useSession().data?.counts;
  const questions = counts !== undefined && counts.waiting > 0 && counts.waiting === counts.questions_waiting;
  return (
    <Navigate to={questions ? '/questions' : '/reviews'} search={{ queue: 'waiting' } as never} replace />
  );
}
