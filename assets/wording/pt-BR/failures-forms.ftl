failure-form-too-long = Uma resposta é longa demais para o campo
    .safe = A sua resposta fica guardada como está.
    .next = O campo é impresso em branco. Um atendente vai preenchê-lo com você no guichê.
failure-form-glyph-missing = Uma letra não pode ser impressa
    .safe = O nome fica guardado exatamente como é. Não é trocado por outra letra.
    .next = O campo é impresso em branco. Um atendente verifica a letra certa no guichê.
failure-form-not-digits = É preciso verificar um número
    .safe = A sua resposta fica guardada como está.
    .next = O campo é impresso em branco. O número será verificado no guichê.
failure-form-no-such-choice = O formulário não tem essa opção
    .safe = A sua resposta fica guardada como está.
    .next = O campo é impresso em branco. Um atendente vai verificá-lo no guichê.
failure-form-era-not-printed = É preciso verificar uma data
    .safe = A sua resposta fica guardada como está.
    .next = O campo é impresso em branco. Um atendente escreve a data no guichê.
failure-form-not-a-date = É preciso verificar uma data
    .safe = A sua resposta fica guardada como está.
    .next = O campo é impresso em branco. Um atendente verifica a data no guichê.

## One line about one answer: $label is what the form calls it; $letters are the letters at fault.

problem-form-glyph-missing = { $label }: esta máquina não imprime { $count ->
        [one] a letra
       *[other] as letras
    } { $letters }. O campo fica em branco; a letra certa será verificada no guichê.
problem-form-too-long = { $label }: longo demais para o campo. Fica em branco; será preenchido com você no guichê.
problem-form-not-digits = { $label }: o número será verificado no guichê. O campo fica em branco.
problem-form-no-such-choice = { $label }: o formulário não tem essa opção. Será verificado no guichê.
problem-form-era-not-printed = { $label }: a era não está impressa no formulário. Será escrita no guichê.
problem-form-not-a-date = { $label }: a data será verificada no guichê. O campo fica em branco.
