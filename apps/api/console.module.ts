import { Module } from '@nestjs/common';
import { AgreementModule } from '@hotline/agreement';
import { ConsoleController } from './console.controller';

@Module({ imports: [AgreementModule], controllers: [ConsoleController] })
export class ConsoleModule {}
