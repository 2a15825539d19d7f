// routes.ts - every route there is, from the controllers themselves: one that is missing in the description is found too.
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import { actionOf, type Action } from '@hotline/platform';
import type { TestService } from './test-service';

export interface Route {
  method: string;
  /** With `:name` where something is named. */
  template: string;
  action: Action | undefined;
}

export const NOWHERE = '00000000-0000-4000-8000-000000000000';

export function pathOf({ template }: Route, name = NOWHERE): string {
  return template.replace(/:\w+/g, name);
}

export function routesOf(service: TestService): Route[] {
  const reflector = new Reflector();
  const routes: Route[] = [];
  for (const module of service.api.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const base = String(Reflect.getMetadata('path', metatype as object));
      for (const name of Object.getOwnPropertyNames((metatype as { prototype: object }).prototype)) {
        const handler = (metatype as { prototype: Record<string, unknown> }).prototype[name];
        const path: unknown = typeof handler === 'function' && name !== 'constructor' ? Reflect.getMetadata('path', handler) : undefined;
        if (path === undefined) continue;
        const method = RequestMethod[Reflect.getMetadata('method', handler as object) as number]!;
        const template = `/${base}/${String(path)}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
        routes.push({ method, template, action: actionOf(reflector, handler as Function) });
      }
    }
  }
  return routes;
}
