import { type JSX } from 'preact';

export default function TodaySection(): JSX.Element {
  return <div class="grid" />;
}
