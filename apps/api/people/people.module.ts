import { Module } from '@nestjs/common';
import { Issuers } from './issuers.client';
import { LocalLoginRepository } from './local-login.repository';
import { LocalLogins } from './local-login.service';
import { PeopleController } from './people.controller';
import { PeopleRepository } from './people.repository';
import { PeopleService } from './people.service';
import { SessionController } from './session.controller';

@Module({ controllers: [PeopleController, SessionController], providers: [Issuers, LocalLoginRepository, LocalLogins, PeopleRepository, PeopleService] })
export class PeopleModule {}
