import { type JSX } from 'preact';

export default function BillsSection(): JSX.Element {
  return <div class="grid" />;
}
