import Link from 'next/link';

export const Navigation = () => (
  <nav>
    <Link href="/">Shop</Link> <Link href="/about">About</Link>
  </nav>
);
