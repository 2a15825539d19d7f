export default function BulletinPage() { return null; }
