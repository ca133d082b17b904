//! What the page says, in the languages most played in.

use super::Outcome;

pub(super) struct Text {
    pub(super) heading: &'static str,
    /// What happened.
    pub(super) what: &'static str,
    /// What to do now.
    pub(super) next: &'static str,
}

pub(super) struct Texts {
    linked: Text,
    not_linked: Text,
    failed: Text,
    wrong_sign_in: Text,
    nothing_here: Text,
}

impl Texts {
    pub(super) fn of(&self, outcome: Outcome) -> &Text {
        match outcome {
            Outcome::Linked => &self.linked,
            Outcome::NotLinked => &self.not_linked,
            Outcome::Failed => &self.failed,
            Outcome::WrongSignIn => &self.wrong_sign_in,
            // No browser that a player uses comes here by these.
            Outcome::NothingHere | Outcome::MethodNotAllowed | Outcome::TooLarge => &self.nothing_here,
        }
    }
}

const fn text(heading: &'static str, what: &'static str, next: &'static str) -> Text {
    Text { heading, what, next }
}

pub(super) static ENGLISH: Texts = Texts {
    linked: text(
        "You’re linked",
        "Your Discord account is now connected.",
        "You can close this page and go back to the game.",
    ),
    not_linked: text(
        "Not linked",
        "You said no, so nothing was changed.",
        "You can close this page and go back to the game.",
    ),
    failed: text(
        "That didn’t work",
        "Your Discord account could not be linked.",
        "Please go back to the game and try again.",
    ),
    wrong_sign_in: text(
        "Not this sign-in",
        "This page belongs to another sign-in, or to an old one.",
        "Please start again from the game.",
    ),
    nothing_here: text("Nothing here", "This address only waits for Discord’s answer.", "You can close this page."),
};

pub(super) static SIMPLIFIED_CHINESE: Texts = Texts {
    linked: text("关联成功", "你的 Discord 账号已关联。", "可以关闭此页面，返回游戏了。"),
    not_linked: text("未关联", "你拒绝了请求，未做任何更改。", "可以关闭此页面，返回游戏了。"),
    failed: text("关联失败", "未能完成 Discord 账号的关联。", "请返回游戏重试。"),
    wrong_sign_in: text("不是本次登录", "此页面属于另一次登录，或已过期。", "请从游戏中重新开始。"),
    nothing_here: text("这里什么也没有", "此地址仅用于接收 Discord 的答复。", "可以关闭此页面。"),
};

pub(super) static TRADITIONAL_CHINESE: Texts = Texts {
    linked: text("連結成功", "你的 Discord 帳號已連結。", "可以關閉此頁面，返回遊戲了。"),
    not_linked: text("未連結", "你拒絕了請求，未做任何變更。", "可以關閉此頁面，返回遊戲了。"),
    failed: text("連結失敗", "無法完成 Discord 帳號的連結。", "請返回遊戲再試一次。"),
    wrong_sign_in: text("不是這次登入", "此頁面屬於另一次登入，或已過期。", "請從遊戲中重新開始。"),
    nothing_here: text("這裡什麼也沒有", "此網址僅用於接收 Discord 的回覆。", "可以關閉此頁面。"),
};

pub(super) static RUSSIAN: Texts = Texts {
    linked: text(
        "Аккаунт привязан",
        "Ваш аккаунт Discord теперь подключён.",
        "Можно закрыть эту страницу и вернуться в игру.",
    ),
    not_linked: text(
        "Аккаунт не привязан",
        "Вы отказались, и ничего не изменилось.",
        "Можно закрыть эту страницу и вернуться в игру.",
    ),
    failed: text(
        "Не получилось",
        "Не удалось привязать ваш аккаунт Discord.",
        "Вернитесь в игру и попробуйте ещё раз.",
    ),
    wrong_sign_in: text(
        "Это другой вход",
        "Эта страница относится к другой или прежней попытке входа.",
        "Начните вход заново из игры.",
    ),
    nothing_here: text(
        "Здесь ничего нет",
        "Этот адрес нужен только для ответа от Discord.",
        "Эту страницу можно закрыть.",
    ),
};

pub(super) static SPANISH: Texts = Texts {
    linked: text(
        "¡Cuenta vinculada!",
        "Tu cuenta de Discord ya está conectada.",
        "Puedes cerrar esta página y volver al juego.",
    ),
    not_linked: text(
        "Cuenta sin vincular",
        "Rechazaste la solicitud y no se cambió nada.",
        "Puedes cerrar esta página y volver al juego.",
    ),
    failed: text(
        "Algo salió mal",
        "No se pudo vincular tu cuenta de Discord.",
        "Vuelve al juego e inténtalo de nuevo.",
    ),
    wrong_sign_in: text(
        "No es este inicio de sesión",
        "Esta página es de otro inicio de sesión o de uno anterior.",
        "Empieza de nuevo desde el juego.",
    ),
    nothing_here: text(
        "Aquí no hay nada",
        "Esta dirección solo espera la respuesta de Discord.",
        "Puedes cerrar esta página.",
    ),
};

pub(super) static BRAZILIAN_PORTUGUESE: Texts = Texts {
    linked: text(
        "Conta vinculada!",
        "Sua conta do Discord já está conectada.",
        "Você pode fechar esta página e voltar ao jogo.",
    ),
    not_linked: text(
        "Conta não vinculada",
        "Você recusou, então nada foi alterado.",
        "Você pode fechar esta página e voltar ao jogo.",
    ),
    failed: text(
        "Algo deu errado",
        "Não foi possível vincular sua conta do Discord.",
        "Volte ao jogo e tente de novo.",
    ),
    wrong_sign_in: text(
        "Este é outro login",
        "Esta página é de outro login ou de um login antigo.",
        "Comece de novo pelo jogo.",
    ),
    nothing_here: text(
        "Não há nada aqui",
        "Este endereço só espera a resposta do Discord.",
        "Você pode fechar esta página.",
    ),
};

pub(super) static GERMAN: Texts = Texts {
    linked: text(
        "Konto verknüpft",
        "Dein Discord-Konto ist jetzt verbunden.",
        "Du kannst diese Seite schließen und zum Spiel zurückkehren.",
    ),
    not_linked: text(
        "Nicht verknüpft",
        "Du hast abgelehnt, es wurde nichts geändert.",
        "Du kannst diese Seite schließen und zum Spiel zurückkehren.",
    ),
    failed: text(
        "Das hat nicht geklappt",
        "Dein Discord-Konto konnte nicht verknüpft werden.",
        "Geh zurück zum Spiel und versuch es noch einmal.",
    ),
    wrong_sign_in: text(
        "Nicht diese Anmeldung",
        "Diese Seite gehört zu einer anderen oder älteren Anmeldung.",
        "Starte die Anmeldung bitte im Spiel neu.",
    ),
    nothing_here: text(
        "Hier ist nichts",
        "Diese Adresse wartet nur auf die Antwort von Discord.",
        "Du kannst diese Seite schließen.",
    ),
};

pub(super) static JAPANESE: Texts = Texts {
    linked: text(
        "連携が完了しました",
        "Discordアカウントと連携しています。",
        "このページを閉じて、ゲームに戻ってください。",
    ),
    not_linked: text(
        "連携していません",
        "許可されなかったため、何も変更していません。",
        "このページを閉じて、ゲームに戻ってください。",
    ),
    failed: text(
        "連携できませんでした",
        "Discordアカウントとの連携を完了できませんでした。",
        "ゲームに戻って、もう一度お試しください。",
    ),
    wrong_sign_in: text(
        "別のサインインです",
        "このページは、別または以前のサインインのものです。",
        "ゲームからもう一度やり直してください。",
    ),
    nothing_here: text(
        "ここには何もありません",
        "このアドレスは、Discordからの応答を受け取るためのものです。",
        "このページは閉じてかまいません。",
    ),
};

pub(super) static KOREAN: Texts = Texts {
    linked: text("연동 완료", "Discord 계정이 연동되었습니다.", "이 페이지를 닫고 게임으로 돌아가세요."),
    not_linked: text(
        "연동되지 않음",
        "요청을 거부하여 아무것도 변경되지 않았습니다.",
        "이 페이지를 닫고 게임으로 돌아가세요.",
    ),
    failed: text(
        "연동하지 못했습니다",
        "Discord 계정 연동을 완료하지 못했습니다.",
        "게임으로 돌아가 다시 시도해 주세요.",
    ),
    wrong_sign_in: text(
        "다른 로그인입니다",
        "이 페이지는 다른 로그인이나 이전 로그인의 페이지입니다.",
        "게임에서 다시 시작해 주세요.",
    ),
    nothing_here: text(
        "아무것도 없습니다",
        "이 주소는 Discord의 응답을 받는 데만 쓰입니다.",
        "이 페이지를 닫아도 됩니다.",
    ),
};

pub(super) static FRENCH: Texts = Texts {
    linked: text(
        "Compte lié",
        "Ton compte Discord est maintenant connecté.",
        "Tu peux fermer cette page et retourner au jeu.",
    ),
    not_linked: text(
        "Compte non lié",
        "Tu as refusé, rien n’a été modifié.",
        "Tu peux fermer cette page et retourner au jeu.",
    ),
    failed: text("Ça n’a pas marché", "Ton compte Discord n’a pas pu être lié.", "Retourne au jeu et réessaie."),
    wrong_sign_in: text(
        "Pas la bonne page",
        "Cette page vient d’une autre connexion, ou d’une ancienne.",
        "Recommence depuis le jeu.",
    ),
    nothing_here: text(
        "Rien à voir ici",
        "Cette adresse attend seulement la réponse de Discord.",
        "Tu peux fermer cette page.",
    ),
};

pub(super) static POLISH: Texts = Texts {
    linked: text(
        "Konto połączone",
        "Twoje konto Discord jest już połączone.",
        "Możesz zamknąć tę stronę i wrócić do gry.",
    ),
    not_linked: text(
        "Konto niepołączone",
        "Nie wyrażono zgody, więc nic się nie zmieniło.",
        "Możesz zamknąć tę stronę i wrócić do gry.",
    ),
    failed: text("Coś poszło nie tak", "Nie udało się połączyć konta Discord.", "Wróć do gry i spróbuj ponownie."),
    wrong_sign_in: text(
        "To inne logowanie",
        "Ta strona dotyczy innego lub wcześniejszego logowania.",
        "Zacznij jeszcze raz w grze.",
    ),
    nothing_here: text("Nic tu nie ma", "Ten adres czeka tylko na odpowiedź Discorda.", "Możesz zamknąć tę stronę."),
};

pub(super) static TURKISH: Texts = Texts {
    linked: text("Hesabın bağlandı", "Discord hesabın artık bağlı.", "Bu sayfayı kapatıp oyuna dönebilirsin."),
    not_linked: text(
        "Hesabın bağlanmadı",
        "İsteği reddettin, hiçbir şey değişmedi.",
        "Bu sayfayı kapatıp oyuna dönebilirsin.",
    ),
    failed: text("Bir sorun oluştu", "Discord hesabın bağlanamadı.", "Oyuna dönüp tekrar dene."),
    wrong_sign_in: text(
        "Bu başka bir giriş",
        "Bu sayfa başka ya da eski bir girişe ait.",
        "Lütfen oyundan yeniden başla.",
    ),
    nothing_here: text(
        "Burada bir şey yok",
        "Bu adres yalnızca Discord’un yanıtını bekler.",
        "Bu sayfayı kapatabilirsin.",
    ),
};
