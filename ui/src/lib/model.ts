/** `claude-sonnet-5-5` as people say it: Claude Sonnet 5.5. What has another shape is shown as it is. */
export function modelName(id: string): string {
  const found = /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?:-\d{8})?$/.exec(id);
  if (!found?.[1]) return id;
  const [, family, major, minor] = found;
  return `Claude ${family.charAt(0).toUpperCase()}${family.slice(1)} ${major}${minor ? `.${minor}` : ''}`;
}
