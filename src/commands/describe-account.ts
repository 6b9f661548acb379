import type { Command } from 'commander'
import { ROLES } from '#db/account/table'
import type { Config } from '#lib/config'
import { createAccount, disableAccount, inviteAccount, listAccounts, removeAccount, resetPassword } from './account'
import { readPassword, type Terminal } from './password-input'

/** Configuration, terminal and output of the commands about accounts. */
export type AccountSetting = { config: () => Config; terminal: Terminal; say: (line: string) => void }

type Options = { email: string; role?: string; passwordFile?: string }

/** Adds the commands about accounts to a program. The password comes from a file or the terminal, never from the command line. */
export function describeAccount(program: Command, { config, terminal, say }: AccountSetting): void {
  const account = program.command('account').description('make, list, disable and erase the accounts of people')
  const given = ({ passwordFile, ...options }: Options) => ({
    ...options,
    say,
    password: () => readPassword(passwordFile, terminal),
  })
  const command = (name: string, description: string) =>
    account
      .command(name)
      .description(description)
      .requiredOption('--email <address>', 'address of the account')
      .exitOverride()
  const withPassword = (name: string, description: string) =>
    command(name, description).option('--password-file <file>', 'file with the password; without it, it is typed')
  const roles = `one of ${ROLES.join(', ')}`
  withPassword('create', 'make an account')
    .requiredOption('--role <role>', roles)
    .action((options: Options) => createAccount(config(), given(options)))
  withPassword('password', 'set a new password, and end all sessions of the account').action((options: Options) =>
    resetPassword(config(), given(options)),
  )
  command('invite', 'print a code with which the owner of an address can register')
    .option('--role <role>', roles, 'reader')
    .action((options: Options) => inviteAccount(config(), given(options)))
  command('disable', 'disable an account, and end its sessions')
    .option('--enable', 'enable it again')
    .action((options: Options & { enable?: boolean }) =>
      disableAccount(config(), given(options), !(options.enable ?? false)),
    )
  command('erase', 'erase an account for good: its decisions stay, without its name')
    .option('--yes', 'without it nothing is erased')
    .action((options: Options & { yes?: boolean }) => removeAccount(config(), given(options), options.yes ?? false))
  account
    .command('list')
    .description('print all accounts')
    .action(() => listAccounts(config(), say))
    .exitOverride()
}
