// The types lie beside the code, not under its path; Nest itself reads the store from here.
declare module 'class-transformer/cjs/storage' {
  import type { defaultMetadataStorage as storage } from 'class-transformer/types/storage';
  export const defaultMetadataStorage: typeof storage;
}
