import { Module } from '@nestjs/common';
import { AgreementController } from './agreement.controller';
import { AgreementRegistry } from './agreement.registry';
import { ReferenceRepository } from './reference.repository';
import { ReferenceService } from './reference.service';

@Module({ controllers: [AgreementController], providers: [AgreementRegistry, ReferenceRepository, ReferenceService], exports: [AgreementRegistry, ReferenceService] })
export class AgreementModule {}
