export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6.5" fill="var(--accent)" />
      <path
        d="M7 9.5 12 6.5l5 3-5 3zM7 12.6l5 3 5-3M7 15.4l5 3 5-3"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.7"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
