# Why a procedure is needed or not.  $label is a fact's name, $value the answer.

reason-needed = Necessário
reason-not-needed = Não é necessário
reason-check-at-counter = Verificamos no guichê
reason-undecided = Ainda não definido

reason-answer = Porque a resposta a “{ $label }” foi “{ $value }”.
reason-record = Porque “{ $label }” consta como “{ $value }”.
reason-always = Todos precisam disto.

reason-change-needed = Se “{ $label }” fosse “{ $value }”, seria necessário.
reason-change-not-needed = Se “{ $label }” fosse “{ $value }”, não seria necessário.
reason-change-check-at-counter = Se “{ $label }” fosse “{ $value }”, verificaríamos no guichê.
reason-change-undecided = Se “{ $label }” fosse “{ $value }”, outras perguntas decidiriam.

reason-date-from = { $value } ou depois
reason-date-until = { $value } ou antes
reason-count-from = { $value } ou mais
reason-count-until = { $value } ou menos
reason-between = de { $first } a { $last }

reason-yes = Sim
reason-no = Não
reason-dont-know = Não sei
reason-declined = Sem resposta
reason-not-applicable = Não se aplica
reason-date =
    { $day } de { $month ->
        [1] janeiro
        [2] fevereiro
        [3] março
        [4] abril
        [5] maio
        [6] junho
        [7] julho
        [8] agosto
        [9] setembro
        [10] outubro
        [11] novembro
       *[12] dezembro
    } de { $year }
reason-month =
    { $month ->
        [1] janeiro
        [2] fevereiro
        [3] março
        [4] abril
        [5] maio
        [6] junho
        [7] julho
        [8] agosto
        [9] setembro
        [10] outubro
        [11] novembro
       *[12] dezembro
    } de { $year }
reason-money = { $value } ienes
reason-of-item = { $label } ({ $name })
reason-both = { $first }, { $last }
reason-none = nenhum

# The sheet of reasons.
reason-unchecked = Esta regra ainda não foi comparada com a lei, por isso verificamos no guichê.
reason-sheet = O que é preciso fazer, o que não é, e por quê
    .lead = Isto vem das suas respostas. Se algo não estiver certo, avise no guichê.
    .number = Seu número: { $number }
    .page = Página { $page } de { $pages }
    .because = Por quê
    .otherwise = Com outra resposta
    .practice = Somente para treino. Não vale para nenhum procedimento.
