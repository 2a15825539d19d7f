import { Module } from '@nestjs/common';
import { KeysController } from './keys.controller';
import { KeysService } from './keys.service';
import { QuarantineRepository } from './quarantine.repository';

@Module({ controllers: [KeysController], providers: [KeysService, QuarantineRepository] })
export class KeysModule {}
